// Filled by the first commits of the Traceability target.
