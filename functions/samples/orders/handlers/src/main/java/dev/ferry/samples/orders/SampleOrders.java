package dev.ferry.samples.orders;

import dev.ferry.messaging.Body;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Made-up orders, for tests and demonstrations: a seed gives the same ones on every machine and in
 * every version of Java.
 */
public final class SampleOrders {
  private static final Instant FIRST = Instant.parse("2026-01-02T08:00:00Z");
  private static final long FIRST_ID = 100_000;
  private static final int MOST_ITEMS = 5;
  private static final int MOST_OF_ONE = 40;
  private static final String[] DISCOUNTS = {"0", "0", "0", "0", "0.05", "0.1", "0.15", "0.25"};

  private SampleOrders() {}

  /**
   * Orders, made as they are asked for; of one seed, the first ones of a longer stream are those of
   * a shorter.
   *
   * @param count how many, from 0
   */
  public static Stream<Order> generate(long seed, long count) {
    return LongStream.range(0, count).mapToObj(number -> order(seed, number));
  }

  /** The same as lines of JSON. */
  public static Stream<String> lines(long seed, long count) {
    return generate(seed, count).map(order -> OrderMessages.orders().encode(order).utf8());
  }

  /**
   * A body that can never be placed as an order: each kind in its turn, each body another.
   *
   * @param number which one, from 0
   */
  public static Body poison(int number) {
    PoisonKind[] kinds = PoisonKind.values();
    return kinds[number % kinds.length].body(number);
  }

  static Order order(long seed, long number) {
    Random random = new Random(mixed(seed, number));
    SampleCatalogue.Customer customer = SampleCatalogue.customer(random);
    List<Item> items = items(random);
    return new Order(
        Long.toString(FIRST_ID + number),
        customer.id(),
        customer.name(),
        customer.country(),
        FIRST.plus(Duration.ofMinutes(number)),
        "USD",
        cents(items),
        items);
  }

  private static List<Item> items(Random random) {
    List<Item> items = new ArrayList<>();
    for (SampleCatalogue.Article article :
        SampleCatalogue.articles(random, 1 + random.nextInt(MOST_ITEMS))) {
      items.add(
          new Item(
              article.sku(),
              article.name(),
              1 + random.nextInt(MOST_OF_ONE),
              article.price(),
              DISCOUNTS[random.nextInt(DISCOUNTS.length)]));
    }
    return items;
  }

  private static long cents(List<Item> items) {
    return items.stream()
        .map(Item::total)
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .movePointRight(2)
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  /** One seed of two numbers, so that orders that follow each other have nothing in common. */
  private static long mixed(long seed, long number) {
    long mixed = seed * 0x9E3779B97F4A7C15L + number;
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
    return mixed ^ (mixed >>> 32);
  }
}
