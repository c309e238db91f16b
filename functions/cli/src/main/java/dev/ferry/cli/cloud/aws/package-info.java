/**
 * AWS on one machine: {@code aws}, servers of ours or an endpoint and functions as processes of the
 * local function host; and {@code localstack}, functions on LocalStack's own Lambda.
 */
@NullMarked
package dev.ferry.cli.cloud.aws;

import org.jspecify.annotations.NullMarked;
