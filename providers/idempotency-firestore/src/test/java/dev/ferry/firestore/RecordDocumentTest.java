package dev.ferry.firestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.firestore.v1.Document;
import com.google.firestore.v1.Value;
import com.google.firestore.v1.Write;
import com.google.protobuf.Timestamp;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.LifeRecord;
import dev.ferry.idempotency.LifeRecord.State;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.idempotency.spi.Expected;
import dev.ferry.idempotency.spi.RecordWrite;
import dev.ferry.idempotency.spi.Stored;
import dev.ferry.messaging.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The layout of a document, which stored records have and so may never change. */
class RecordDocumentTest {
  private static final IdempotencyKey KEY = new IdempotencyKey("0123456789abcdef".repeat(4));
  private static final Timestamp UPDATED =
      Timestamp.newBuilder().setSeconds(1_795_428_900).setNanos(123_456_000).build();

  private final RecordDocument documents = new RecordDocument(FirestoreCollection.parse("p/c"));

  private static LifeRecord record(State state, List<StagedMessage> outbox) {
    return new LifeRecord(
        state,
        1,
        2,
        "token-1",
        Instant.parse("2026-11-23T10:15:30.5Z"),
        Duration.ofDays(30),
        Instant.parse("2026-12-23T10:15:30.5Z"),
        null,
        outbox,
        null);
  }

  private static Document document(LifeRecord record) {
    return Document.newBuilder()
        .setName("projects/p/databases/(default)/documents/c/" + KEY.value())
        .putAllFields(RecordDocument.fields(record))
        .setUpdateTime(UPDATED)
        .build();
  }

  @Test
  void runningRecord_isTheseFields() {
    assertThat(RecordDocument.fields(record(State.RUNNING, List.of())))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "v", number(1),
                "s", text("RUNNING"),
                "r", number(1),
                "n", number(2),
                "t", text("token-1"),
                "u", text("1795428930.5"),
                "p", number(2_592_000),
                "x", text("1798020930.5"),
                "expires", Values.of(Instant.ofEpochSecond(1_798_024_531))));
  }

  private static Value number(long number) {
    return Value.newBuilder().setIntegerValue(number).build();
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  @Test
  void record_comesBackAsItWas_withItsUpdateTimeAsVersion() {
    StagedMessage staged = new StagedMessage("receipts", Message.of("x").withId("r"));
    LifeRecord record = record(State.COMPLETED, List.of(staged));

    assertThat(RecordDocument.read(document(record)))
        .isEqualTo(new Stored(record, "2026-11-23T10:15:00.123456Z"));
  }

  @Test
  void newRecord_isWrittenWhereNoneIs() {
    LifeRecord record = record(State.RUNNING, List.of());

    Write write =
        documents.write(new RecordWrite(KEY, null, record, new Expected.Absent(Instant.EPOCH)));

    assertThat(write.getUpdate().getName())
        .isEqualTo("projects/p/databases/(default)/documents/c/" + KEY.value());
    assertThat(write.getCurrentDocument().getExists()).isFalse();
    assertThat(write.getCurrentDocument().hasExists()).isTrue();
    assertThat(write.hasUpdateMask()).isFalse();
  }

  @Test
  void changedRecord_isWrittenUponItsVersion_andOnlyWhatChanges() {
    StagedMessage staged = new StagedMessage("receipts", Message.of("x").withId("r"));
    LifeRecord after = record(State.COMPLETED, List.of());
    Stored before =
        new Stored(record(State.RUNNING, List.of(staged)), "2026-11-23T10:15:00.123456Z");

    Write write =
        documents.write(
            new RecordWrite(KEY, before.record(), after, new Expected.Unchanged(before)));

    assertThat(write.getCurrentDocument().getUpdateTime()).isEqualTo(UPDATED);
    assertThat(write.getUpdateMask().getFieldPathsList()).containsExactlyInAnyOrder("s", "o");
    assertThat(write.getUpdate().getFieldsMap()).containsOnlyKeys("s");
  }

  @Test
  void newerVersion_isRefused_notMisread() {
    Document newer =
        document(record(State.RUNNING, List.of())).toBuilder().putFields("v", number(2)).build();

    assertThatThrownBy(() -> RecordDocument.read(newer))
        .hasMessageContaining("version 2")
        .hasMessageContaining(KEY.value());
  }
}
