//! One file per output format; each walks the document tree.
