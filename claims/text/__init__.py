"""Text as it is read: folded, parted into sentences, its language told, its quotations and columns found."""
