package dev.ferry.benchmarks.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A stream handler by hand: a streaming parser, one message after the other. */
public final class HandMadeStream implements RequestStreamHandler {
  private final HandMade handMade = new HandMade();
  private final JsonFactory json = new JsonFactory();

  /** For the runtime, which makes it. */
  public HandMadeStream() {}

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    List<String> failed = new ArrayList<>();
    try (JsonParser parser = json.createParser(input)) {
      String id = "";
      String body = "";
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        int depth = depth(parser);
        if (token == JsonToken.VALUE_STRING && depth == 3) {
          switch (parser.currentName()) {
            case "messageId" -> id = parser.getText();
            case "body" -> body = parser.getText();
            default -> {}
          }
        } else if (token == JsonToken.END_OBJECT && depth == 2) {
          handle(id, body, failed);
        }
      }
    }
    StringBuilder answer = new StringBuilder("{\"batchItemFailures\":[");
    for (String id : failed) {
      answer.append(answer.charAt(answer.length() - 1) == '[' ? "" : ",");
      answer.append("{\"itemIdentifier\":\"").append(id).append("\"}");
    }
    output.write(answer.append("]}").toString().getBytes(StandardCharsets.UTF_8));
  }

  private static int depth(JsonParser parser) {
    int depth = 0;
    for (var at = parser.getParsingContext(); !at.inRoot(); at = at.getParent()) {
      depth++;
    }
    return depth;
  }

  private void handle(String id, String body, List<String> failed) {
    try {
      handMade.handle(id, body);
    } catch (Exception again) {
      failed.add(id);
    }
  }
}
