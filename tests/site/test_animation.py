"""The controls of an animation: keyboard, single frames, reduced motion, older browsers."""

from typing import Any

import pytest

FRAMES = 12


def open_page(browser: Any, address: str, **options: Any) -> tuple[Any, list[str]]:
    context = browser.new_context(**options)
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url.rpartition("/")[2]))
    page.goto(address, wait_until="networkidle")
    return page, requests


def state(page: Any) -> str:
    return str(page.locator("explainer-animation").get_attribute("data-state"))


def frame(page: Any) -> int:
    return int(page.locator(".animation-controls input").input_value())


def test_it_plays_when_seen_and_keeps_the_last_frame(browser: Any, animation_page: str) -> None:
    page, _ = open_page(browser, animation_page)
    page.wait_for_selector("explainer-animation canvas[role=img]")
    page.wait_for_selector("explainer-animation[data-state=paused]", timeout=10_000)
    assert frame(page) == FRAMES
    assert page.locator("canvas").get_attribute("aria-label") == "A colour changes"
    blue = page.evaluate(
        "[...document.querySelector('canvas').getContext('2d').getImageData(30, 15, 1, 1).data]"
    )
    assert abs(blue[0] - 20 * (FRAMES - 1)) < 12
    page.context.close()


@pytest.mark.parametrize(("width", "poster"), [(800, "moving.png"), (360, "small.png")])
def test_until_it_is_seen_its_last_picture_stands_still(
    browser: Any, animation_page: str, width: int, poster: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700})
    context.add_init_script(
        "const far = new CSSStyleSheet(); far.replaceSync('body { padding-top: 3000px }');"
        "document.adoptedStyleSheets = [far]"
    )
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(animation_page, wait_until="networkidle")
    assert state(page) == "paused"
    assert page.evaluate("document.querySelector('picture img').currentSrc").endswith(poster)
    assert not any(url.endswith(".gif") for url in requests)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_selector("explainer-animation canvas[role=img]")
    context.close()


def test_half_seen_it_waits_and_taller_than_the_screen_it_does_not(
    browser: Any, animation_page: str
) -> None:
    page = browser.new_page(viewport={"width": 800, "height": 700})
    style = "const far = new CSSStyleSheet(); document.adoptedStyleSheets = [far];"
    page.add_init_script(style + "far.replaceSync('body { padding-top: 680px }')")
    page.goto(animation_page, wait_until="networkidle")
    page.wait_for_timeout(300)
    assert state(page) == "paused"
    page.evaluate(
        "document.adoptedStyleSheets[0].replaceSync('img { width: 700px; height: 1400px }')"
    )
    page.wait_for_selector("explainer-animation canvas[role=img]")
    page.close()


def test_without_scripts_it_moves(browser: Any, animation_page: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url.rpartition("/")[2]))
    page.goto(animation_page, wait_until="networkidle")
    assert "moving.gif" in requests and "moving.png" not in requests
    context.close()


def test_the_keyboard_pauses_steps_and_scrubs(browser: Any, animation_page: str) -> None:
    page, _ = open_page(browser, animation_page)
    page.wait_for_selector("canvas")
    if state(page) != "playing":
        page.locator(".animation-toggle").press("Enter")
    page.keyboard.press("Tab")
    if page.evaluate("document.activeElement.className") != "animation-toggle":
        page.locator(".animation-toggle").focus()
    page.wait_for_function("document.querySelector('.animation-controls input').value !== '1'")
    if state(page) == "playing":
        page.keyboard.press("Space")
    assert state(page) == "paused"
    assert page.locator(".animation-toggle").get_attribute("aria-label") == "Play the animation"
    page.wait_for_timeout(100)
    stopped = frame(page)
    page.wait_for_timeout(300)
    assert frame(page) == stopped

    page.locator(".animation-controls input").press("Home")
    page.wait_for_function("document.querySelector('output').textContent === 'step 1 of 4'")
    assert frame(page) == 1
    page.context.close()


def step_text(page: Any, press: str, count: int) -> str:
    """Press a button of the animation; what is said when `count of 4` is shown."""
    page.locator(press).press("Enter")
    page.wait_for_function(f"document.querySelector('output').textContent === 'step {count} of 4'")
    page.wait_for_function("document.querySelector('[aria-live=polite]').textContent !== ''")
    return str(page.locator("[aria-live=polite]").text_content())


def test_buttons_go_from_step_to_step_and_say_what_is_seen(
    browser: Any, animation_page: str
) -> None:
    page, _ = open_page(browser, animation_page, reduced_motion="reduce")
    assert page.locator("output").text_content() == "step 4 of 4"  # the poster is the last frame
    assert step_text(page, ".animation-back", 3) == "glows"
    assert frame(page) == 8
    page.locator(".animation-controls input").press("ArrowLeft")  # between two steps
    page.wait_for_function("document.querySelector('.animation-controls input').value === '7'")
    assert step_text(page, ".animation-back", 2) == "warms"
    assert step_text(page, ".animation-forward", 3) == "glows"
    assert step_text(page, ".animation-forward", 4) == "ends"
    page.locator(".animation-forward").press("Enter")
    assert frame(page) == FRAMES  # the last step is the end
    page.context.close()


def test_phone_plays_its_own_film(browser: Any, animation_page: str) -> None:
    phone = {"width": 360, "height": 700}
    page, requests = open_page(browser, animation_page, viewport=phone)
    page.wait_for_selector("canvas")
    page.wait_for_selector("explainer-animation[data-state=paused]", timeout=10_000)
    assert "small.gif" in requests and "moving.gif" not in requests
    assert page.locator(".animation-controls input").get_attribute("max") == "5"
    assert page.evaluate("document.querySelector('canvas').width") == 30
    page.set_viewport_size({"width": 800, "height": 700})  # turned: the wide film from its start
    page.wait_for_function("!document.querySelector('canvas')")
    page.locator(".animation-back").press("Enter")
    page.wait_for_function("document.querySelector('canvas')?.width === 60")
    assert frame(page) == 8
    page.context.close()


def test_controls_are_large_enough_and_named(browser: Any, animation_page: str) -> None:
    page, _ = open_page(browser, animation_page)
    for control in page.locator(".animation-controls button, .animation-controls input").all():
        assert control.get_attribute("aria-label")
        box = control.bounding_box()
        # Without the site's style sheet the browser's own sizes apply; ours are set in CSS.
        assert box is not None
        assert box["height"] > 0
    page.context.close()


def test_reduced_motion_waits_for_the_reader(browser: Any, animation_page: str) -> None:
    page, requests = open_page(browser, animation_page, reduced_motion="reduce")
    assert state(page) == "paused"
    assert "moving.png" in requests
    assert "moving.gif" not in requests
    page.locator(".animation-back").click()
    page.wait_for_selector("canvas")
    assert frame(page) == 8  # the step before the last
    assert "moving.gif" in requests
    page.context.close()


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_without_frame_decoding_the_poster_is_the_pause(
    browser: Any, animation_page: str, motion: str
) -> None:
    context = browser.new_context(reduced_motion=motion)
    context.add_init_script("delete window.ImageDecoder")
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url.rpartition("/")[2]))
    page.goto(animation_page, wait_until="networkidle")
    assert page.locator(".animation-controls input").count() == 0
    if motion == "reduce":
        assert "moving.gif" not in requests
        page.locator(".animation-toggle").press("Enter")
    assert state(page) == "playing"
    page.locator(".animation-toggle").press("Enter")
    assert state(page) == "paused"
    assert page.locator("img").evaluate("image => image.currentSrc").endswith("moving.png")
    context.close()


NO_DECODER = "delete window.ImageDecoder"


@pytest.mark.parametrize("script", ["", NO_DECODER], ids=["decodes", "older"])
@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_without_its_moving_picture_the_last_one_stays(
    browser: Any, animation_page: str, script: str, motion: str
) -> None:
    context = browser.new_context(reduced_motion=motion)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route("**/*.gif", lambda route: route.fulfill(status=404))
    page.add_init_script(script)
    page.goto(animation_page, wait_until="networkidle")
    if motion == "reduce":  # the poster is there; that the rest is not is found out when asked for
        page.locator(".animation-toggle" if script else ".animation-back").press("Enter")
    page.wait_for_selector("text=The animation could not be loaded; this is its last picture.")
    page.wait_for_function("document.querySelector('img').naturalWidth === 60")
    assert page.locator("img").get_attribute("src") == "moving.png"
    assert page.locator("canvas, button, input").count() == 0
    assert page.locator("img").get_attribute("alt") == "A colour changes"
    page.set_viewport_size({"width": 400, "height": 600})
    page.wait_for_function("document.querySelector('img').naturalWidth === 30")
    assert errors == []
    context.close()


def test_without_both_pictures_the_text_is_left(browser: Any, animation_page: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/*.gif", lambda route: route.fulfill(status=404))
    page.route("**/*.png", lambda route: route.fulfill(status=404))
    page.goto(animation_page, wait_until="networkidle")
    page.wait_for_selector("text=The animation could not be loaded")
    assert page.locator("img").get_attribute("alt") == "A colour changes"
    context.close()
