package dev.ferry.junit.broken;

/** Seen by a fixture that should not. */
public final class OtherProvider {}
