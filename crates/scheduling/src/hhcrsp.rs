//! The benchmark of the literature.
