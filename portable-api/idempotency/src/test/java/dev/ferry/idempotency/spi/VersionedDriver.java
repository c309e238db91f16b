package dev.ferry.idempotency.spi;

import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.LifeRecord;
import dev.ferry.messaging.MessagingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Records in memory, each with a version, as Firestore and Azure Tables have them. One thread. */
final class VersionedDriver implements RecordDriver {
  final List<String> asked = new ArrayList<>();
  private final Map<IdempotencyKey, Stored> records = new HashMap<>();
  private long versions;

  @Override
  public List<WriteResult> write(List<RecordWrite> writes) {
    return writes.stream().map(this::write).toList();
  }

  private WriteResult write(RecordWrite write) {
    Stored found = records.get(write.key());
    if (write.expected() instanceof Expected.Owned) {
      asked.add("read");
      return new WriteResult.Refused(found);
    }
    asked.add("write");
    Stored expected =
        write.expected() instanceof Expected.Unchanged unchanged ? unchanged.found() : null;
    if (!Objects.equals(versionOf(found), versionOf(expected))) {
      return new WriteResult.Refused(found);
    }
    return new WriteResult.Done(put(write.key(), write.after()));
  }

  private static @Nullable String versionOf(@Nullable Stored stored) {
    return stored == null ? null : stored.version();
  }

  private String put(IdempotencyKey key, LifeRecord record) {
    String version = "v" + ++versions;
    records.put(key, new Stored(record, version));
    return version;
  }

  /** Somebody else writes the record as it is. */
  void touch(IdempotencyKey key) {
    put(key, Objects.requireNonNull(records.get(key)).record());
  }

  @Override
  public @Nullable Stored find(IdempotencyKey key) {
    asked.add("find");
    return records.get(key);
  }

  @Override
  public void forgetOutbox(IdempotencyKey key) {
    asked.add("forget");
  }

  @Override
  public void checkSize(RecordWrite write) {
    if (write.after().outbox().size() > 1) {
      throw MessagingException.invalid("one message at most");
    }
  }

  @Override
  public int mostTogether() {
    return 10;
  }

  @Override
  public void close() {
    asked.add("close");
  }

  List<String> taken() {
    List<String> taken = List.copyOf(asked);
    asked.clear();
    return taken;
  }
}
