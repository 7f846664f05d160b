package dev.varve.query.web.access;

import dev.varve.events.AccessEvent;
import dev.varve.server.Role;
import dev.varve.store.EventFilter;
import dev.varve.store.EventLog;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Whether anybody is an administrator, as the log itself tells: at the start of a server the views may not have caught up. */
record Administrators(EventLog log) {

    private static final Set<String> TELLING = Set.of("UserAdded", "UserRoleChanged", "UserRemoved");

    boolean areKnown() {
        Map<String, String> roles = new HashMap<>();
        log.forEach(EventFilter.ANY.ofTypes(TELLING), recorded -> {
            switch (recorded.event()) {
                case AccessEvent.UserAdded e -> roles.put(e.user(), e.role());
                case AccessEvent.UserRoleChanged e -> roles.put(e.user(), e.role());
                case AccessEvent.UserRemoved e -> roles.remove(e.user());
                default -> throw new IllegalStateException("expected one of " + TELLING + ", found " + recorded.type());
            }
        });
        return roles.containsValue(Role.ADMIN.word());
    }
}
