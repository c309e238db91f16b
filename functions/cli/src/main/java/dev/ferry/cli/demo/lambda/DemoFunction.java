package dev.ferry.cli.demo.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ferry.simulation.Seed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order system's function, to which some events come twice, as they may on Lambda: the answer
 * to the second is not heard.
 */
public final class DemoFunction implements RequestStreamHandler {
  private static final Pattern MESSAGE = Pattern.compile("\"receiptHandle\"");

  private final TroubledSetup setup = TroubledSetup.ofProcess();
  private final RequestStreamHandler orders = new TroubledOrders(setup);

  /** For the runtime, which makes it. */
  public DemoFunction() {}

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    byte[] event = input.readAllBytes();
    orders.handleRequest(new ByteArrayInputStream(event), output, context);
    if (again(event)) {
      setup.control().deliveredAgain(messages(event));
      orders.handleRequest(
          new ByteArrayInputStream(event), OutputStream.nullOutputStream(), context);
    }
  }

  /** By chance, but the same for the same event. */
  private boolean again(byte[] event) {
    Seed seed = setup.seed().child("again").child(HexFormat.of().toHexDigits(digest(event)));
    return seed.chance(setup.duplicates());
  }

  private static int digest(byte[] event) {
    return Arrays.hashCode(event);
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
