# A CSV file as rows, by read.csv with the rules of raqam-tables(7): read.R FILE
file <- commandArgs(trailingOnly = TRUE)[1]
t <- read.csv(file, colClasses = "character", na.strings = character(0), check.names = FALSE,
              encoding = "UTF-8")
escape <- function(x) {
  x <- gsub("\t", "\\t", x, fixed = TRUE)
  x <- gsub("\n", "\\n", x, fixed = TRUE)
  gsub("\r", "\\r", x, fixed = TRUE)
}
out <- c(paste(names(t), collapse = "\t"), do.call(paste, c(lapply(t, escape), sep = "\t")))
writeLines(enc2utf8(out), useBytes = TRUE)
