package dev.ferry.peers.google.firestore;

import com.google.firestore.v1.Document;
import com.google.firestore.v1.FirestoreGrpc;
import com.google.firestore.v1.FirestoreGrpc.FirestoreBlockingStub;
import com.google.firestore.v1.Precondition;
import com.google.firestore.v1.Value;
import com.google.firestore.v1.Write;
import com.google.protobuf.Timestamp;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A client of one server, with a database of its own, and what it learned from answers. */
final class Desk implements AutoCloseable {
  private static final long SECONDS_TO_ANSWER = 30;

  final String database;
  private final ManagedChannel channel;
  private final Map<String, Timestamp> remembered = new HashMap<>();

  Desk(String endpoint, String project) {
    this.database = "projects/" + project + "/databases/(default)";
    this.channel =
        ManagedChannelBuilder.forTarget(endpoint)
            .usePlaintext()
            .intercept(MetadataUtils.newAttachHeadersInterceptor(asOwner()))
            .build();
  }

  /** What the vendor's emulator wants to see of an administrator: who else may write no batches. */
  private static Metadata asOwner() {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer owner");
    return headers;
  }

  FirestoreBlockingStub stub() {
    return FirestoreGrpc.newBlockingStub(channel)
        .withDeadlineAfter(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
  }

  String documents() {
    return database + "/documents";
  }

  String name(String id) {
    return documents() + "/records/" + id;
  }

  /** A document with fields out of names and values by turns; digits are whole numbers. */
  Document document(String id, String... namesAndValues) {
    Document.Builder document = Document.newBuilder().setName(name(id));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      document.putFields(namesAndValues[i], value(namesAndValues[i + 1]));
    }
    return document.build();
  }

  static Value value(String text) {
    return text.matches("-?[0-9]+")
        ? Value.newBuilder().setIntegerValue(Long.parseLong(text)).build()
        : Value.newBuilder().setStringValue(text).build();
  }

  Write set(String id, String... namesAndValues) {
    return Write.newBuilder().setUpdate(document(id, namesAndValues)).build();
  }

  Write create(String id, String... namesAndValues) {
    return set(id, namesAndValues).toBuilder()
        .setCurrentDocument(Precondition.newBuilder().setExists(false))
        .build();
  }

  void remember(String name, Timestamp updateTime) {
    remembered.put(name, updateTime);
  }

  /** An update time that an answer had; one of long ago where none was remembered. */
  Precondition updatedAt(String name) {
    Timestamp longAgo = Timestamp.newBuilder().setSeconds(1_000_000_000).build();
    return Precondition.newBuilder().setUpdateTime(remembered.getOrDefault(name, longAgo)).build();
  }

  /** An update time that an answer had. */
  Instant time(String name) {
    Timestamp time = updatedAt(name).getUpdateTime();
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
