package dev.ferry.peers.aws.dynamodb;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that is refused, with the type that clients branch on. */
final class DynamoError extends Exception {
  private static final long serialVersionUID = 1;
  private static final String NAMESPACE = "com.amazonaws.dynamodb.v20120810#";

  private final String type;
  private final transient Map<String, Object> details;

  private DynamoError(String type, String message, Map<String, Object> details) {
    super(message, null, false, false);
    this.type = type;
    this.details = details;
  }

  static DynamoError of(String type, String message) {
    return new DynamoError(type, message, Map.of());
  }

  static DynamoError invalid(String message) {
    return of("ValidationException", message);
  }

  static DynamoError noTable(String name) {
    return of("ResourceNotFoundException", "Cannot do operations on a non-existent table: " + name);
  }

  /** With the item that is in the way, where the request asked for it. */
  static DynamoError conditionFailed(@Nullable Item inTheWay) {
    return new DynamoError(
        "ConditionalCheckFailedException",
        "The conditional request failed",
        inTheWay == null ? Map.of() : Map.of("Item", inTheWay.attributes()));
  }

  /** With a reason for each write, in order. */
  static DynamoError canceled(List<Map<String, Object>> reasons) {
    List<Object> codes = reasons.stream().map(reason -> reason.get("Code")).toList();
    return new DynamoError(
        "TransactionCanceledException",
        "Transaction cancelled, please refer cancellation reasons for specific reasons " + codes,
        Map.of("CancellationReasons", reasons));
  }

  String type() {
    return type;
  }

  /** What this is called where it is the error of one statement or write among many. */
  String itemCode() {
    return type.replaceFirst("Exception$", "").replaceFirst("^Validation$", "ValidationError");
  }

  /** The reason, or the error, of one among many. */
  Map<String, Object> reason() {
    Map<String, Object> reason = new LinkedHashMap<>();
    reason.put("Code", itemCode());
    reason.put("Message", String.valueOf(getMessage()));
    reason.putAll(details);
    return reason;
  }

  /** The body of a response. */
  Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("__type", NAMESPACE + type);
    body.put("message", String.valueOf(getMessage()));
    body.putAll(details);
    return body;
  }
}
