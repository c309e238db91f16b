package dev.ferry.functions.broken;

/** Seen by fixtures that should not. */
public final class Host {}
