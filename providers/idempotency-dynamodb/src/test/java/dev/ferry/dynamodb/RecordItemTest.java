package dev.ferry.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.LifeRecord;
import dev.ferry.idempotency.LifeRecord.State;
import dev.ferry.idempotency.spi.RecordFields;
import dev.ferry.idempotency.spi.RecordValue;
import dev.ferry.idempotency.spi.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an item has beside the fields that every store has. */
class RecordItemTest {
  private static final IdempotencyKey KEY = new IdempotencyKey("0123456789abcdef".repeat(4));
  private static final LifeRecord RECORD =
      new LifeRecord(
          State.RUNNING,
          1,
          2,
          "token-1",
          Instant.parse("2026-11-23T10:15:30.5Z"),
          Duration.ofDays(30),
          Instant.parse("2026-12-23T10:15:30.5Z"),
          null,
          List.of(),
          null);

  @Test
  void item_isTheFields_withKeyAndTimeToLive() {
    Map<String, RecordValue> item = RecordItem.of(KEY, RECORD);

    assertThat(item)
        .containsAllEntriesOf(RecordFields.of(RECORD))
        .containsEntry("k", RecordValue.of(KEY.value()))
        .containsEntry("d", RecordValue.of(1_798_024_531))
        .hasSize(RecordFields.of(RECORD).size() + 2);
    assertThat(RecordItem.read(item)).isEqualTo(new Stored(RECORD, ""));
  }

  @Test
  void itemThatIsNotThere_isNoRecord_andOneWithoutFieldsIsNamed() {
    assertThat(RecordItem.read(null)).isNull();
    assertThatThrownBy(() -> RecordItem.read(Map.of("k", RecordValue.of(KEY.value()))))
        .hasMessageContaining(KEY.value());
  }
}
