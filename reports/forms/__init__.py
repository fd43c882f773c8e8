"""An edition in its forms, each made from the view alone: mail, text, feed, workbook, table, data, PDF."""
