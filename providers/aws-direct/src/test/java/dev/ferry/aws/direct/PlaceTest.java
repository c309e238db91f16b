package dev.ferry.aws.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.endpoints.Endpoint;

/** What the SDK's rules find, or throw, is what a caller gets. */
class PlaceTest {
  private static final URI SERVER = URI.create("https://sqs.eu-central-1.amazonaws.com");

  @Test
  void found_isWhatTheRulesFound() {
    assertThat(
            Place.found(CompletableFuture.completedFuture(Endpoint.builder().url(SERVER).build())))
        .isEqualTo(SERVER);
  }

  @Test
  void whatTheRulesThrow_isThrownAsItWas() {
    SdkClientException missing = SdkClientException.create("missing region");

    assertThatThrownBy(() -> Place.found(CompletableFuture.failedFuture(missing)))
        .isSameAs(missing);
  }

  @Test
  void whatCannotBeThrownAsItWas_staysWrapped() {
    assertThatThrownBy(() -> Place.found(CompletableFuture.failedFuture(new Exception("checked"))))
        .isInstanceOf(CompletionException.class)
        .hasRootCauseMessage("checked");
  }
}
