package dev.ferry.samples.orders;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What made-up orders are made of. */
final class SampleCatalogue {
  private static final List<String> FAMILIES =
      List.of(
          "Abara",
          "Brandt",
          "Çelik",
          "Dubois",
          "Eriksen",
          "Ferrari",
          "García",
          "Horváth",
          "Ishii",
          "Jørgensen",
          "Kowalski",
          "Łukasik",
          "Müller",
          "Nováková",
          "O'Brien",
          "Peña");
  private static final List<String> TRADES =
      List.of("Market", "Bistro", "Delicatessen", "Wholesale", "Café", "Farm Shop");
  private static final List<String> COUNTRIES =
      List.of("Brazil", "Denmark", "France", "Germany", "Japan", "Poland", "Spain", "Türkiye");
  private static final List<String> KINDS =
      List.of("Smoked", "Organic", "Roasted", "Pickled", "Dried", "Fresh");
  private static final List<String> GOODS =
      List.of("Almonds", "Barley", "Carrots", "Figs", "Lentils", "Olives", "Peppers", "Walnuts");

  private SampleCatalogue() {}

  /** Who buys. */
  record Customer(String id, String name, String country) {}

  /** What is sold. */
  record Article(String sku, String name, String price) {}

  static Customer customer(Random random) {
    int family = random.nextInt(FAMILIES.size());
    int trade = random.nextInt(TRADES.size());
    return new Customer(
        "C%02d%d".formatted(family, trade),
        FAMILIES.get(family) + " " + TRADES.get(trade),
        COUNTRIES.get((family + trade) % COUNTRIES.size()));
  }

  /** So many articles, each another. */
  static List<Article> articles(Random random, int count) {
    return Stream.generate(() -> random.nextInt(KINDS.size() * GOODS.size()))
        .distinct()
        .limit(count)
        .map(SampleCatalogue::article)
        .toList();
  }

  private static Article article(int number) {
    String name = KINDS.get(number / GOODS.size()) + " " + GOODS.get(number % GOODS.size());
    BigDecimal price = BigDecimal.valueOf(150 + number * 137L % 4850, 2);
    return new Article("A%02d".formatted(number), name, price.toPlainString());
  }
}
