import unittest

from handler import handler


class HandlerTest(unittest.TestCase):
    def test_event_is_returned_with_the_key(self):
        self.assertEqual(handler({"hello": "world"}, None), {"hello": "world", "key": "value"})

    def test_event_that_is_no_object_is_refused(self):
        with self.assertRaisesRegex(TypeError, "event must be a JSON object, was list"):
            handler([], None)
