"""What the loaders of official files and the books over them share.

``reading.py`` text and rows with their line numbers; ``sheet.py`` a delimited file described by its columns; ``codelist.py`` a list of
codes with meanings and days; ``spans.py`` which days a file speaks for; ``workbook.py`` xlsx as text; ``book.py`` the dated answers.
"""
