package dev.ferry.processing.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.MessagingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedrivePolicyTest {
  @Test
  void rounds_areRedriven_theNextOneIsParked() {
    RedrivePolicy policy = RedrivePolicy.defaults();

    assertThat(policy.parks(3)).isFalse();
    assertThat(policy.parks(4)).isTrue();
  }

  @Test
  void noRounds_parkTheFirstDeadLetter() {
    assertThat(new RedrivePolicy(0).parks(1)).isTrue();
    assertThat(new RedrivePolicy(0).parks(0)).isFalse();
  }

  @Test
  void rounds_outsideTheirRange_areRefused() {
    assertThatThrownBy(() -> new RedrivePolicy(-1)).isInstanceOf(MessagingException.class);
    assertThatThrownBy(() -> new RedrivePolicy(101)).isInstanceOf(MessagingException.class);
    assertThat(new RedrivePolicy(100).rounds()).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void rate_outsideItsRange_isRefused(double rate) {
    assertThatThrownBy(() -> new RedrivePolicy(1, true, rate))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("messagesPerSecond");
  }

  @Test
  void byDefault_anOperatorSendsThem_slowly() {
    assertThat(RedrivePolicy.defaults()).isEqualTo(new RedrivePolicy(3, false, 10));
  }
}
