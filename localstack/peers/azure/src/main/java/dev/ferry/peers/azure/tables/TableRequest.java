package dev.ferry.peers.azure.tables;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request, alone or as one of a transaction's operations.
 *
 * @param method in capitals
 * @param path what follows the account, decoded
 * @param query decoded
 * @param headers by name in lower case
 */
@SuppressWarnings("ArrayRecordComponent") // read once, and nowhere compared
record TableRequest(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {
  /**
   * Above the 4 MiB of a transaction, so that the limit can be told apart from a broken request.
   */
  private static final int MOST_BYTES = 8 << 20;

  static TableRequest read(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES);
    return of(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
  }

  /** Of a target such as {@code /account/table?$top=1}, or one with scheme and host before it. */
  static TableRequest of(String method, String target, Map<String, String> headers, byte[] body) {
    String rest = target.replaceFirst("^https?://[^/]*", "");
    int question = rest.indexOf('?');
    String path = decoded(question < 0 ? rest : rest.substring(0, question));
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : (question < 0 ? "" : rest.substring(question + 1)).split("&", -1)) {
      int equal = pair.indexOf('=');
      if (equal > 0) {
        query.put(decoded(pair.substring(0, equal)), decoded(pair.substring(equal + 1)));
      }
    }
    return new TableRequest(
        method, path.replaceFirst("^/[^/]*/?", ""), Map.copyOf(query), Map.copyOf(headers), body);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Nullable String header(String name) {
    return headers.get(name);
  }

  boolean isTransaction() {
    return path.equals("$batch");
  }

  boolean isWrite() {
    return !method.equals("GET");
  }
}
