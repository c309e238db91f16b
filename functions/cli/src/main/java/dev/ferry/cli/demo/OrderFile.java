package dev.ferry.cli.demo;

import dev.ferry.messaging.Body;
import dev.ferry.samples.orders.Order;
import dev.ferry.samples.orders.OrderMessages;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Orders from a file of JSON lines. A line that is no order is published as it is, to be
 * dead-lettered as poison; its place and what is wrong with it are kept. An order that the file has
 * twice is one input.
 */
final class OrderFile implements Inputs {
  private final List<Input> inputs = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  private OrderFile() {}

  /**
   * Reads a file.
   *
   * @throws IOException when it cannot be read
   */
  static OrderFile read(Path file) throws IOException {
    OrderFile orders = new OrderFile();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      int number = 0;
      for (byte[] line = line(in); line.length > 0 || in.available() > 0; line = line(in)) {
        number++;
        if (!new String(line, StandardCharsets.ISO_8859_1).isBlank()) {
          orders.add(file + ":" + number, "line-" + number, Body.wrap(line));
        }
      }
    }
    return orders;
  }

  /** The bytes up to the next line end, which may not be text at all. */
  private static byte[] line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toByteArray();
  }

  private void add(String place, String id, Body body) {
    try {
      Order order = OrderMessages.orders().decode(body);
      if (ids.add(order.orderId())) {
        inputs.add(new Input(order.orderId(), order.orderId(), order.customerId(), body));
      } else {
        refused.add(place + ": order " + order.orderId() + " was there before; published once");
      }
    } catch (Exception notAnOrder) {
      refused.add(place + ": " + notAnOrder.getMessage());
      inputs.add(new Input(id, null, id, body));
    }
  }

  @Override
  public Iterator<Input> iterator() {
    return inputs.iterator();
  }

  @Override
  public int size() {
    return inputs.size();
  }

  @Override
  public List<String> refusedLines() {
    return List.copyOf(refused);
  }
}
