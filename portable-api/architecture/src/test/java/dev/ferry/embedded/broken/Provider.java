package dev.ferry.embedded.broken;

/** Seen by a fixture that should not. */
public final class Provider {}
