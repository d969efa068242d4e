<!-- html: the text of a page: a paragraph, heading, item or row a line; no navigation, no scripts -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:template match="/">
    <xsl:choose>
      <xsl:when test="//article"><xsl:apply-templates select="//title|//article[not(ancestor::article)]"/></xsl:when>
      <xsl:when test="//main"><xsl:apply-templates select="//title|//main"/></xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="script|style|noscript|template|nav|footer|aside|form|button|select|iframe|svg|head/*[not(self::title)]|comment()"/>
  <xsl:template match="header[not(ancestor::article|ancestor::main)]"/>

  <xsl:template match="title|p|div|h1|h2|h3|h4|h5|h6|li|tr|dt|dd|blockquote|figcaption|caption|section|article|main|ul|ol|dl|table|header|address">
    <xsl:text>&#10;</xsl:text><xsl:apply-templates/><xsl:text>&#10;</xsl:text>
  </xsl:template>
  <xsl:template match="td|th"><xsl:apply-templates/><xsl:text>&#9;</xsl:text></xsl:template>
  <xsl:template match="br"><xsl:text>&#10;</xsl:text></xsl:template>
  <xsl:template match="pre"><xsl:text>&#10;</xsl:text><xsl:value-of select="."/><xsl:text>&#10;</xsl:text></xsl:template>
  <xsl:template match="sup[not(*) or a]"><xsl:text>^{</xsl:text><xsl:value-of select="normalize-space(.)"/><xsl:text>}</xsl:text></xsl:template>

  <!-- Space is what separates words, a line end in the source is not one in the text. -->
  <xsl:template match="text()">
    <xsl:variable name="flat" select="translate(., '&#9;&#10;&#13;', '   ')"/>
    <xsl:if test="starts-with($flat, ' ')"><xsl:text> </xsl:text></xsl:if>
    <xsl:value-of select="normalize-space($flat)"/>
    <xsl:if test="normalize-space($flat) and substring($flat, string-length($flat)) = ' '"><xsl:text> </xsl:text></xsl:if>
  </xsl:template>
</xsl:stylesheet>
