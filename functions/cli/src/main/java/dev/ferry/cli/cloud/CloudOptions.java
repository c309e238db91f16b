package dev.ferry.cli.cloud;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says of a cloud.
 *
 * @param endpoint what answers as the cloud does; null for servers that are started for it
 * @param processes how many processes a function has at most, where we run them
 * @param log what functions print, where we run them; stays the caller's
 */
public record CloudOptions(@Nullable URI endpoint, int processes, FunctionLog log) {}
