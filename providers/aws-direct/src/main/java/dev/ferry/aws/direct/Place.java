package dev.ferry.aws.direct;

import java.net.URI;

/**
 * Where a service is.
 *
 * @param region such as {@code eu-central-1}
 * @param server where its requests go, without a path
 */
public record Place(String region, URI server) {}
