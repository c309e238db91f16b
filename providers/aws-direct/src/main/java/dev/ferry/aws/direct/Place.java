package dev.ferry.aws.direct;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.endpoints.Endpoint;

/**
 * Where a service is.
 *
 * @param region such as {@code eu-central-1}
 * @param server where its requests go, without a path
 */
public record Place(String region, URI server) {
  /**
   * The server that the SDK's rules found; they do not wait for anything.
   *
   * @throws SdkException when they found none, as they threw it
   */
  public static URI found(CompletableFuture<Endpoint> byRules) {
    try {
      return byRules.join().url();
    } catch (CompletionException wrapped) {
      if (wrapped.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw wrapped;
    }
  }
}
