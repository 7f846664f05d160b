'use strict';
// Local moments, and commands that can be copied. Everything else works without this.
(function () {
  function tellMoments(root) {
    if (document.body.dataset.times !== 'local') return;
    for (const time of root.querySelectorAll('time[datetime]')) {
      const moment = new Date(time.dateTime);
      if (!isNaN(moment)) {
        time.textContent = moment.toLocaleString(undefined, { dateStyle: 'short', timeStyle: 'medium' });
        time.title = time.dateTime;
      }
    }
  }

  function offerCopies(root) {
    for (const command of root.querySelectorAll('.command:not(.copies)')) {
      command.classList.add('copies');
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'quiet copy';
      button.textContent = 'Copy';
      button.setAttribute('aria-label', 'Copy the command');
      button.addEventListener('click', async function () {
        const text = command.querySelector('code').textContent;
        try {
          await navigator.clipboard.writeText(text);
          button.textContent = 'Copied';
        } catch (refused) {
          const range = document.createRange();
          range.selectNodeContents(command.querySelector('code'));
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          button.textContent = 'Selected: copy it';
        }
        setTimeout(function () { button.textContent = 'Copy'; }, 2000);
      });
      command.append(button);
    }
  }

  function dress(root) {
    tellMoments(root);
    offerCopies(root);
  }

  // A stream that the browser cuts when a page is left is no error.
  const streams = new Set();
  htmx.createEventSource = function (address) {
    const stream = new EventSource(address);
    streams.add(stream);
    return stream;
  };
  addEventListener('beforeunload', function () {
    for (const stream of streams) stream.close();
  });

  document.addEventListener('DOMContentLoaded', function () {
    dress(document);
    document.body.addEventListener('htmx:load', function (event) { dress(event.target); });
    // A slider moves on its own; the form is sent when it is let go.
    document.body.addEventListener('change', function (event) {
      if (event.target.matches('[data-submits]')) event.target.form.requestSubmit();
    });
  });
}());
