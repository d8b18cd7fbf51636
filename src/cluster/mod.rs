//! Near-duplicate statements: candidates, verification, clusters, collation.
