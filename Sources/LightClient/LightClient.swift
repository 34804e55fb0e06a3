// Filled by the first commits of the LightClient target.
