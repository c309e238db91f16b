package dev.ferry.idempotency;

import static dev.ferry.idempotency.Lives.KEY;
import static dev.ferry.idempotency.Lives.LEASE;
import static dev.ferry.idempotency.Lives.NOW;
import static dev.ferry.idempotency.Lives.RETENTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimRequestTest {
  @ParameterizedTest
  @CsvSource({
    "-1, token, PT30S,    P7D",
    "0,  ' ',   PT30S,    P7D",
    "0,  token, PT-0.001S, P7D",
    "0,  token, PT30S,    PT0S",
    "0,  token, PT30S,    PT-1S"
  })
  void request_outsideOfItsRanges_isRefused(
      int round, String token, Duration lease, Duration retention) {
    assertThatThrownBy(() -> new ClaimRequest(KEY, round, token, lease, retention))
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  @Test
  void requests_haveTokensOfTheirOwn() {
    assertThat(ClaimRequest.of(KEY, 0, LEASE, RETENTION).token())
        .isNotEqualTo(ClaimRequest.of(KEY, 0, LEASE, RETENTION).token());
  }

  @Test
  void noLeaseLeft_isALeaseThatIsOver() {
    LifeRules rules = new LifeRules(Duration.ZERO);
    ClaimRequest nothingLeft = ClaimRequest.of(KEY, 0, Duration.ZERO, RETENTION);

    LifeRecord record = rules.claim(null, nothingLeft, NOW).record();

    assertThat(rules.claim(record, Lives.request(0, 2), NOW).answer())
        .isInstanceOfSatisfying(Claimed.class, next -> assertThat(next.attempt()).isEqualTo(2));
  }

  @Test
  void negativeSkew_isRefused() {
    assertThatThrownBy(() -> new LifeRules(Duration.ofSeconds(-1)))
        .isInstanceOf(MessagingException.class);
  }
}
