package dev.ferry.peers.azure.tables;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer.
 *
 * @param status of HTTP; 0 for one that never arrives
 */
@SuppressWarnings("ArrayRecordComponent") // written once, and nowhere compared
record TableResponse(int status, Map<String, String> headers, byte[] body) {
  static final TableResponse LOST = new TableResponse(0, Map.of(), new byte[0]);

  private static final String JSON = "application/json;odata=minimalmetadata;charset=utf-8";

  static TableResponse noContent() {
    return new TableResponse(204, Map.of(), new byte[0]);
  }

  static TableResponse written(String etag) {
    return noContent().with("ETag", etag);
  }

  static TableResponse json(int status, String json) {
    return new TableResponse(
        status, Map.of("Content-Type", JSON), json.getBytes(StandardCharsets.UTF_8));
  }

  static TableResponse of(TableError error) {
    return json(error.status(), error.json()).with("x-ms-error-code", error.code());
  }

  TableResponse with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new TableResponse(status, more, body);
  }

  boolean isLost() {
    return status == 0;
  }

  /** In a transaction's answer: a response without the connection's own headers. */
  String text() {
    StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " " + reason(status) + "\r\n");
    headers.forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
    return text + "\r\n" + new String(body, StandardCharsets.UTF_8);
  }

  private static String reason(int status) {
    return switch (status) {
      case 204 -> "No Content";
      case 400 -> "Bad Request";
      case 404 -> "Not Found";
      case 409 -> "Conflict";
      case 412 -> "Precondition Failed";
      case 413 -> "Request Entity Too Large";
      default -> "Refused";
    };
  }
}
