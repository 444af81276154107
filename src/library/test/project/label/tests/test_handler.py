import unittest

from handler import handler


class HandlerTest(unittest.TestCase):
    def test_town_is_on_the_label(self):
        self.assertEqual(handler({"town": "Trim"}, None), {"label": "to Trim"})
