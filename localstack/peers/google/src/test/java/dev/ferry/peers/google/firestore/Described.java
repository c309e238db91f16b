package dev.ferry.peers.google.firestore;

import com.google.firestore.v1.BatchGetDocumentsResponse;
import com.google.firestore.v1.BatchWriteResponse;
import com.google.firestore.v1.CommitResponse;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.RunQueryResponse;
import com.google.firestore.v1.Value;
import com.google.firestore.v1.WriteResult;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a server answered, as text that is equal where clients would see no difference. */
final class Described {
  private Described() {}

  static String of(CommitResponse response) {
    return "committed " + results(response.getWriteResultsList());
  }

  static String of(BatchWriteResponse response) {
    List<String> codes =
        response.getStatusList().stream()
            .map(status -> Status.fromCodeValue(status.getCode()).getCode().toString())
            .toList();
    return "batch " + codes + " " + results(response.getWriteResultsList());
  }

  static String of(BatchGetDocumentsResponse response) {
    return response.hasFound() ? of(response.getFound()) : "missing";
  }

  static String of(RunQueryResponse response) {
    return response.hasDocument() ? of(response.getDocument()) : "nothing";
  }

  static String of(StatusRuntimeException refused) {
    return "refused " + refused.getStatus().getCode();
  }

  /** Times differ between servers; whether there are any does not. */
  private static String results(List<WriteResult> results) {
    return results.stream()
        .map(result -> (result.hasUpdateTime() ? "at a time " : "") + transformed(result))
        .toList()
        .toString();
  }

  private static String transformed(WriteResult result) {
    return result.getTransformResultsList().stream().map(Described::kindOf).toList().toString();
  }

  private static String of(Document document) {
    Map<String, String> fields = new TreeMap<>();
    document.getFieldsMap().forEach((name, value) -> fields.put(name, kindOf(value)));
    String id = document.getName().substring(document.getName().lastIndexOf('/') + 1);
    return id + fields;
  }

  private static String kindOf(Value value) {
    return value.hasTimestampValue()
        ? "time"
        : value.hasIntegerValue() ? value.getIntegerValue() + "" : value.getStringValue();
  }
}
