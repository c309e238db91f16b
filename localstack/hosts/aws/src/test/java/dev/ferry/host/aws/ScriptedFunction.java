package dev.ferry.host.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A function that does what its messages say: the body of each is a line of the script. */
public final class ScriptedFunction implements RequestStreamHandler {
  private static final Pattern RECORD =
      Pattern.compile("\"messageId\":\\s*\"([^\"]+)\".*?\"body\":\\s*\"([^\"]*)\"");

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    String text = new String(event.readAllBytes(), StandardCharsets.UTF_8);
    List<String> failures = new ArrayList<>();
    String wholeAnswer = null;
    Matcher records = RECORD.matcher(text);
    while (records.find()) {
      String id = records.group(1);
      String line = records.group(2);
      switch (line.replaceFirst("#.*", "")) {
        case "ok", "{}" -> {}
        case "fail" -> failures.add("{\"itemIdentifier\":\"" + id + "\"}");
        case "throw" -> throw new IllegalStateException("as the script says");
        case "exit" -> Runtime.getRuntime().halt(3);
        case "hang" -> hang();
        case "pid" -> wholeAnswer = Long.toString(ProcessHandle.current().pid());
        case "deadline" -> wholeAnswer = Integer.toString(context.getRemainingTimeInMillis());
        case "nothing" -> wholeAnswer = "";
        case "null" -> wholeAnswer = "null";
        case "null-list" -> wholeAnswer = "{\"batchItemFailures\":null}";
        case "no-list" -> wholeAnswer = "{\"other\":1}";
        case "array" -> wholeAnswer = "[]";
        case "text" -> wholeAnswer = "\"" + id + "\"";
        case "bad-json" -> wholeAnswer = "{\"batchItemFailures\":[";
        case "bad-key" -> wholeAnswer = "{\"batchItemFailures\":[{\"id\":\"" + id + "\"}]}";
        case "empty-id" -> wholeAnswer = "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}";
        case "null-id" -> wholeAnswer = "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}";
        case "unknown-id" -> wholeAnswer = "{\"batchItemFailures\":[{\"itemIdentifier\":\"x\"}]}";
        case "too-large" -> wholeAnswer = "\"" + "x".repeat(7 * 1024 * 1024) + "\"";
        default -> throw new IllegalArgumentException("no such line of the script: " + line);
      }
    }
    String listed = "{\"batchItemFailures\":[" + String.join(",", failures) + "]}";
    answer.write((wholeAnswer == null ? listed : wholeAnswer).getBytes(StandardCharsets.UTF_8));
  }

  private static void hang() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
