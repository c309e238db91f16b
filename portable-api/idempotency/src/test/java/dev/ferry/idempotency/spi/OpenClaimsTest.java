package dev.ferry.idempotency.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.Claim.Claimed;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How many completions may come. */
class OpenClaimsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:15:30Z");
  private static final Instant LATER = NOW.plusSeconds(30);

  private final OpenClaims open = new OpenClaims();

  private static Claimed claim(String token) {
    return new Claimed(Requests.key(token), token, 0, 1, LATER, Duration.ofDays(1), null);
  }

  @Test
  void claims_countUntilTheyEnd_howeverOftenThatIsSaid() {
    open.opened(claim("a"), null);
    open.opened(claim("b"), null);
    open.ended(claim("a"));
    open.ended(claim("a"));

    assertThat(open.count(NOW)).isEqualTo(1);
  }

  @Test
  void claimsWhoseLeaseIsOver_countNoMore_unlessRenewed() {
    open.opened(claim("a"), null);
    open.opened(claim("b"), null);
    open.renewed(claim("b"), LATER.plusSeconds(1), null);
    open.renewed(claim("unknown"), LATER.plusSeconds(1), null);

    assertThat(open.count(LATER)).isEqualTo(1);
    assertThat(open.count(LATER.plusSeconds(1))).isZero();
  }

  @Test
  void tokenOfAnotherRecord_isAnotherClaim() {
    Claimed other = new Claimed(Requests.key("other"), "a", 0, 1, LATER, Duration.ofDays(1), null);
    open.opened(claim("a"), null);
    open.committed(claim("a"));

    assertThat(open.isCommitted(claim("a"))).isTrue();
    assertThat(open.isCommitted(other)).isFalse();
    open.ended(other);
    assertThat(open.count(NOW)).isEqualTo(1);
  }
}
