package dev.ferry.idempotency.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.LifeRecord;
import dev.ferry.idempotency.LifeRecord.State;
import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.History;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The layout of version 1, which stored records have and so may never change. */
class RecordItemTest {
  private static final IdempotencyKey KEY = new IdempotencyKey("0123456789abcdef".repeat(4));
  private static final Instant UNTIL = Instant.parse("2026-11-23T10:15:30.5Z");
  private static final Instant EXPIRES = Instant.parse("2026-12-23T10:15:30.5Z");
  private static final ShortEnvelope ENVELOPE =
      new ShortEnvelope(
          "ATTEMPTS_EXHAUSTED",
          "com.example.Überlastet",
          2,
          Instant.parse("2026-11-23T10:00:00Z"),
          Instant.parse("2026-11-23T10:15:00.000000001Z"));
  private static final StagedMessage STAGED =
      new StagedMessage(
          "receipts",
          Message.builder(Body.of(new byte[] {1, -1}))
              .id("r")
              .attribute("ü", "")
              .timestamp(Instant.EPOCH)
              .delay(Duration.ofMillis(1500))
              .history(new History(1, 5, Instant.EPOCH, "sqs://orders"))
              .notes(Map.of("n", "1"))
              .build());

  private static LifeRecord record(State state) {
    boolean dead = state == State.DEAD_LETTERING || state == State.DEAD_LETTERED;
    return new LifeRecord(
        state,
        1,
        2,
        "token-1",
        UNTIL,
        Duration.ofDays(30),
        EXPIRES,
        dead ? ENVELOPE : null,
        state == State.COMPLETED ? List.of(STAGED) : List.of(),
        state == State.RUNNING ? null : UNTIL);
  }

  @Test
  void runningRecord_isTheseFields() {
    assertThat(RecordFields.of(record(State.RUNNING)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "v", RecordValue.of(1),
                "s", RecordValue.of("RUNNING"),
                "r", RecordValue.of(1),
                "n", RecordValue.of(2),
                "t", RecordValue.of("token-1"),
                "u", new RecordValue.Numeric("1795428930.5"),
                "p", RecordValue.of(2_592_000),
                "x", new RecordValue.Numeric("1798020930.5")));
  }

  @Test
  void record_isDeletable_anHourAfterItExpires_onAWholeSecond() {
    assertThat(RecordFields.deletable(record(State.RUNNING)))
        .isEqualTo(Instant.ofEpochSecond(1_798_024_531));
  }

  @Test
  void deadLetteringRecord_isTheseFields() {
    assertThat(RecordFields.of(record(State.DEAD_LETTERING)))
        .containsAllEntriesOf(
            Map.of(
                "s", RecordValue.of("DEAD_LETTERING"),
                "f", new RecordValue.Numeric("1795428930.5"),
                "er", RecordValue.of("ATTEMPTS_EXHAUSTED"),
                "ec", RecordValue.of("com.example.Überlastet"),
                "en", RecordValue.of(2),
                "ef", new RecordValue.Numeric("1795428000"),
                "el", new RecordValue.Numeric("1795428900.000000001")));
  }

  @Test
  void outbox_isTheseBytes() {
    String golden =
        "01" // format
            + "00000001" // one message
            + "00000008"
            + "7265636569707473" // channel: receipts
            + "00000001"
            + "72" // id: r
            + "ffffffff" // no ordering key
            + "00000001"
            + "00000002c3bc"
            + "00000000" // attribute ü, empty
            + "01"
            + "0000000000000000"
            + "00000000" // timestamp
            + "ffffffff"
            + "ffffffff" // no content type, no content encoding
            + "0000000000000001"
            + "1dcd6500" // delay: 1.5 s
            + "ffffffff" // no deduplication id
            + "00000001"
            + "00000005" // round, attempts
            + "01"
            + "0000000000000000"
            + "00000000" // first seen
            + "0000000c"
            + "7371733a2f2f6f7264657273" // source
            + "00000001"
            + "00000001"
            + "6e"
            + "00000001"
            + "31" // note n
            + "00000002"
            + "01ff"; // body

    assertThat(HexFormat.of().formatHex(OutboxBytes.of(List.of(STAGED)))).isEqualTo(golden);
    assertThat(OutboxBytes.read(HexFormat.of().parseHex(golden))).containsExactly(STAGED);
  }

  @ParameterizedTest
  @EnumSource
  void record_comesBackAsItWas(State state) {
    assertThat(RecordFields.read(KEY.value(), RecordFields.of(record(state))))
        .isEqualTo(record(state));
  }

  @Test
  void fieldsThatAreNotKnown_areSkipped() {
    assertThat(RecordFields.read(KEY.value(), changed("zz", RecordValue.of("later"))))
        .isEqualTo(record(State.RUNNING));
  }

  @Test
  void newerVersion_isRefused_notMisread() {
    assertUnreadable(changed("v", RecordValue.of(2)), "version 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v", "s", "r", "n", "t", "u", "p", "x"})
  void fieldOfAnotherKind_isNamed(String name) {
    assertUnreadable(changed(name, new RecordValue.Bytes(Body.of("?"))), "'" + name + "'");
  }

  @Test
  void stateThatIsNone_isNamed() {
    assertUnreadable(changed("s", RecordValue.of("SLEEPING")), "'s'");
  }

  @Test
  void outboxOfAnotherFormat_isRefused() {
    assertUnreadable(changed("o", new RecordValue.Bytes(Body.of(new byte[] {2}))), "format");
    assertUnreadable(
        changed("o", new RecordValue.Bytes(Body.of(new byte[] {1, 0, 0, 0, 1, 127, 0, 0, 0}))),
        "format");
  }

  private static Map<String, RecordValue> changed(String name, RecordValue value) {
    Map<String, RecordValue> item = new LinkedHashMap<>(RecordFields.of(record(State.RUNNING)));
    item.put(name, value);
    return item;
  }

  private static void assertUnreadable(Map<String, RecordValue> item, String why) {
    assertThatThrownBy(() -> RecordFields.read(KEY.value(), item))
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
              assertThat(refused.retryable()).isFalse();
            })
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999999Z",
        "2026-11-23T10:15:30.123456789Z",
        "2026-11-23T10:15:30.100Z",
        "-1000000000-01-01T00:00:00Z",
        "+1000000000-12-31T23:59:59.999999999Z"
      })
  void instant_isExactToTheNanosecond(String text) {
    Instant instant = Instant.parse(text);

    assertThat(Instant.EPOCH.plus(Decimals.duration(Decimals.of(instant).digits())))
        .isEqualTo(instant);
  }
}
