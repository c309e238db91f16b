package dev.ferry.azuretables;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.data.tables.TableClientBuilder;
import java.time.Duration;

/** How the store's clients are made. */
final class TableClients {
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofMillis(20);

  /**
   * The SDK repeats a request once: that is for a connection which the other side closed while a
   * function was idle. All patience beyond is the caller's, who knows the deadline; the SDK's own
   * would multiply with it.
   */
  private static final int REPETITIONS = 1;

  private TableClients() {}

  static TableClientBuilder builder() {
    return new TableClientBuilder()
        .httpClient(
            new JdkHttpClientBuilder()
                .connectionTimeout(CONNECTION_TIMEOUT)
                .responseTimeout(ANSWER_TIMEOUT)
                .readTimeout(ANSWER_TIMEOUT)
                .build())
        .addPolicy(new TransactionEtags())
        .retryOptions(new RetryOptions(new FixedDelayOptions(REPETITIONS, PAUSE)));
  }
}
