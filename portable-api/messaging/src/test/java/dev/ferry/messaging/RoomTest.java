package dev.ferry.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomTest {
  @ParameterizedTest
  @CsvSource({"0, 0", "-1, 0", "1, -1"})
  void numbersOutOfRange_areRefused(int messages, long bytes) {
    assertThatThrownBy(() -> new Room(messages, bytes))
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageContaining("room for " + messages);
  }

  @Test
  void share_isNeverNothing_andNoBoundStaysNone() {
    assertThat(new Room(10, 100).sharedBy(4)).isEqualTo(new Room(2, 25));
    assertThat(new Room(1, 1).sharedBy(4)).isEqualTo(new Room(1, 1));
    assertThat(Room.of(10).sharedBy(2)).isEqualTo(new Room(5, 0));
  }
}
