"""What can be taken along of an answer: as tables, as pictures, as two pages for a board, as one file that reads anywhere."""
