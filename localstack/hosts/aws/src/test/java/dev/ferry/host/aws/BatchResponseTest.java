package dev.ferry.host.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Body;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AWS's own lists of what is a success and what a failure. */
class BatchResponseTest {
  private static final Set<String> BATCH = Set.of("m1", "m2");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "{\"batchItemFailures\":null}",
        "{\"batchItemFailures\":[]}",
        "{\"other\":[{\"itemIdentifier\":\"m1\"}]}"
      })
  void answerWithoutFailures_isACompleteSuccess(String answer) {
    assertThat(failures(answer)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"batchItemFailures\":[",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"}]",
        "not json",
        "\"m1\"",
        "[]",
        "{\"batchItemFailures\":\"m1\"}",
        "{\"batchItemFailures\":[\"m1\"]}",
        "{\"batchItemFailures\":[{}]}",
        "{\"batchItemFailures\":[{\"id\":\"m1\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":7}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"},{\"itemIdentifier\":\"m3\"}]}"
      })
  void malformedAnswer_failsTheWholeBatch(String answer) {
    assertThat(failures(answer)).isEqualTo(BATCH);
  }

  @Test
  void listedMessage_failedAlone() {
    assertThat(
            failures(
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"m2\",\"why\":{\"a\":[1]}}],\"x\":1}"))
        .containsExactly("m2");
  }

  private static Set<String> failures(String answer) {
    return BatchResponse.failures(Body.of(answer), BATCH);
  }
}
