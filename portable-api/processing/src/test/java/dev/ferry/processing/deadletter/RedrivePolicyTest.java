package dev.ferry.processing.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.MessagingException;
import org.junit.jupiter.api.Test;

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
}
