package dev.varve.command.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;

/**
 * A window in which somebody looks at the dashboard. Whatever goes wrong in it is noted: errors on the console, which tell of breaches of the content
 * security policy too, errors of scripts, requests that fail, dialogs. Its end fails the test for them.
 */
final class Visit implements AutoCloseable {

    private final BrowserContext context;
    private final Page page;
    private final List<String> troubles = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();

    Visit(BrowserContext context) {
        this.context = context;
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                note("console " + message.type(), message.text());
            }
        });
        page.onPageError(error -> note("script error", error));
        page.onRequestFailed(this::noteFailed);
        page.onDialog(dialog -> {
            note("dialog", dialog.message());
            dialog.dismiss();
        });
    }

    /** The browser itself complains of every answer that is no success; this test wants those of these statuses. */
    Visit expecting(int... statuses) {
        for (int status : statuses) {
            expected.add("status of " + status);
        }
        return this;
    }

    /** A stream ends when its page is left, and what is downloaded is no page. */
    private void noteFailed(Request request) {
        if (!"net::ERR_ABORTED".equals(request.failure())) {
            note("request failed", request.url() + ": " + request.failure());
        }
    }

    private void note(String kind, String text) {
        if (expected.stream().noneMatch(text::contains)) {
            troubles.add(kind + " at " + page.url() + ": " + text);
        }
    }

    Page page() {
        return page;
    }

    /** Opens an address of the dashboard, which answers with its page. */
    Visit open(String address) {
        assertThat(opened(address).status()).as(address).isEqualTo(200);
        return this;
    }

    Response opened(String address) {
        return page.navigate(address);
    }

    Visit in(ColorScheme scheme, int width) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.setViewportSize(width, 900);
        return this;
    }

    /** A link by the whole of its name, which it must have alone. */
    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    /** A list to choose from, by its label. */
    Locator choice(String label) {
        return page.getByRole(
                AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName(label).setExact(true));
    }

    Locator alert() {
        return page.getByRole(AriaRole.ALERT);
    }

    /** The rows of tables that hold that text. */
    Locator row(String text) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(text));
    }

    Locator heading() {
        return page.locator("h1");
    }

    /** The first cell of each row of the page's only table. */
    List<String> rows() {
        return page.locator("main tbody tr > :first-child").allInnerTexts();
    }

    /** Path and query, as somebody would send it to somebody else. */
    String address() {
        return page.url().replaceFirst("^https?://[^/]+", "");
    }

    List<String> troubles() {
        return List.copyOf(troubles);
    }

    @Override
    public void close() {
        context.close();
        assertThat(troubles).as("what went wrong in the browser").isEmpty();
    }
}
