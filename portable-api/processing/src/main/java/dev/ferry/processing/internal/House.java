package dev.ferry.processing.internal;

import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.Services;

/**
 * What the rooms that one handler's messages walk through have in common.
 *
 * @param settings the handler's numbers
 * @param services what it uses
 * @param records where its messages' lives are written down
 * @param outbox what sends what it staged
 * @param news who hears of it
 */
record House(
    HandlerSettings settings, Services services, Records records, Outbox outbox, News news) {
  static House of(HandlerSettings settings, Services services) {
    return new House(
        settings,
        services,
        new Records(settings, services),
        new Outbox(services.channels()),
        new News(settings.handler(), services.listener()));
  }

  Endings endings() {
    return new Endings(settings, news);
  }
}
