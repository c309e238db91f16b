package dev.ferry.peers.google.firestore;

import com.google.firestore.v1.Document;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.grpc.Status;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Transactions that are open, each with what it read. Guarded by its caller. */
final class Transactions {
  private final Map<ByteString, Open> open = new HashMap<>();
  private long last;

  private record Open(Map<String, Timestamp> reads) {}

  ByteString begin() {
    ByteString id = ByteString.copyFromUtf8("transaction-" + ++last);
    open.put(id, new Open(new HashMap<>()));
    return id;
  }

  /** A document was read as this; null for none. */
  void read(ByteString id, String name, @Nullable Document document) throws Refused {
    known(id).reads().putIfAbsent(name, version(document));
  }

  private static Timestamp version(@Nullable Document document) {
    return document == null ? Timestamp.getDefaultInstance() : document.getUpdateTime();
  }

  private Open known(ByteString id) throws Refused {
    Open transaction = open.get(id);
    if (transaction == null) {
      throw Refused.invalid("The referenced transaction has expired or is no longer valid.");
    }
    return transaction;
  }

  /** Ends one that commits, unless something that it read has changed. */
  void end(ByteString id, Map<String, Document> documents) throws Refused {
    Open transaction = known(id);
    open.remove(id);
    for (Map.Entry<String, Timestamp> read : transaction.reads().entrySet()) {
      if (!version(documents.get(read.getKey())).equals(read.getValue())) {
        throw new Refused(
            Status.ABORTED.withDescription(
                "Transaction conflict: a document that it read changed"));
      }
    }
  }

  /** Ends one without effect; nothing happens where it is over. */
  void drop(ByteString id) {
    open.remove(id);
  }
}
