package dev.ferry.peers.azure.tables;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A transaction on the wire: a batch with one changeset, each of whose parts is an HTTP request,
 * and its answer of the same form.
 *
 * @param operations of the changeset, in order
 */
record Multipart(List<TableRequest> operations) {
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";\\s]+)\"?");
  private static final String BLANK_LINE = "\r\n\r\n";

  static Multipart read(TableRequest request) throws TableError {
    String text = new String(request.body(), StandardCharsets.ISO_8859_1);
    String changeset = part(text, boundary(String.valueOf(request.header("content-type"))));
    String inner = boundary(changeset.substring(0, headersEnd(changeset)));
    List<TableRequest> operations = new ArrayList<>();
    String[] parts = changeset.split("--" + Pattern.quote(inner), -1);
    for (int i = 1; i < parts.length - 1; i++) {
      operations.add(operation(parts[i]));
    }
    return new Multipart(List.copyOf(operations));
  }

  private static String boundary(String header) throws TableError {
    Matcher matcher = BOUNDARY.matcher(header);
    if (!matcher.find()) {
      throw malformed();
    }
    return matcher.group(1);
  }

  private static String part(String text, String boundary) throws TableError {
    String[] parts = text.split("--" + Pattern.quote(boundary), -1);
    if (parts.length != 3) {
      throw malformed();
    }
    return parts[1];
  }

  private static int headersEnd(String part) throws TableError {
    int end = part.indexOf(BLANK_LINE);
    if (end < 0) {
      throw malformed();
    }
    return end + BLANK_LINE.length();
  }

  /** A part: its own headers, then a request line, the request's headers, and its body. */
  private static TableRequest operation(String part) throws TableError {
    String request = part.substring(headersEnd(part));
    int bodyStart = headersEnd(request);
    String[] lines = request.substring(0, bodyStart).strip().split("\r\n", -1);
    String[] line = lines[0].split(" ", -1);
    if (line.length != 3) {
      throw malformed();
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon < 1) {
        throw malformed();
      }
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    byte[] body = request.substring(bodyStart).strip().getBytes(StandardCharsets.ISO_8859_1);
    return TableRequest.of(line[0], line[1], headers, body);
  }

  private static TableError malformed() {
    return TableError.invalid("InvalidInput", "The batch cannot be read.");
  }

  TableResponse committed(List<TableResponse> responses) {
    return answer(responses.stream().map(TableResponse::text).toList());
  }

  /** A transaction that is refused is answered by its one failure. */
  TableResponse refused(TableError error) {
    return answer(List.of(TableResponse.of(error).text()));
  }

  private static TableResponse answer(List<String> parts) {
    String batch = "batchresponse_" + UUID.randomUUID();
    String changeset = "changesetresponse_" + UUID.randomUUID();
    String inner =
        parts.stream()
            .map(
                part ->
                    "--%s\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n%s\r\n"
                        .formatted(changeset, part))
            .collect(Collectors.joining());
    String body =
        "--%s\r\nContent-Type: multipart/mixed; boundary=%s\r\n\r\n%s--%s--\r\n--%s--\r\n"
            .formatted(batch, changeset, inner, changeset, batch);
    return new TableResponse(202, Map.of(), body.getBytes(StandardCharsets.UTF_8))
        .with("Content-Type", "multipart/mixed; boundary=" + batch);
  }
}
