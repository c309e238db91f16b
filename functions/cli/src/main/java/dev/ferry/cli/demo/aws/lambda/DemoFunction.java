package dev.ferry.cli.demo.aws.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ferry.cli.demo.trouble.Trouble;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order system's function, to which some events come twice, as they may on Lambda: the answer
 * to the second is not heard.
 */
public final class DemoFunction implements RequestStreamHandler {
  private static final Pattern MESSAGE = Pattern.compile("\"receiptHandle\"");

  private final Trouble trouble = Trouble.ofProcess();
  private final RequestStreamHandler orders = new TroubledFunction(trouble);

  /** For the runtime, which makes it. */
  public DemoFunction() {}

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    byte[] event = input.readAllBytes();
    orders.handleRequest(new ByteArrayInputStream(event), output, context);
    if (trouble.again(event)) {
      trouble.control().deliveredAgain(messages(event));
      orders.handleRequest(
          new ByteArrayInputStream(event), OutputStream.nullOutputStream(), context);
    }
  }

  private static int messages(byte[] event) {
    Matcher matcher = MESSAGE.matcher(new String(event, StandardCharsets.UTF_8));
    int count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }
}
