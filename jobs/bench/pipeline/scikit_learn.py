"""Documents per second of the usual way in Python: jieba, tf-idf and a linear SVM of scikit-learn.

Reads a JSON array of texts, prints one JSON object. Labels do not matter to the time, so any two will do.
Needs the Debian packages python3-jieba and python3-sklearn.
"""

import json
import logging
import sys
import time

import jieba
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

PASSES = 3

jieba.setLogLevel(logging.WARNING)
jieba.initialize()
texts = json.load(sys.stdin)
vectorizer = TfidfVectorizer(tokenizer=jieba.lcut, token_pattern=None, sublinear_tf=True)
model = LinearSVC().fit(vectorizer.fit_transform(texts), [number % 20 for number in range(len(texts))])


def seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


cut = min(seconds(lambda: [jieba.lcut(text) for text in texts]) for _ in range(PASSES))
classify = min(seconds(lambda: model.predict(vectorizer.transform(texts))) for _ in range(PASSES))
print(json.dumps({"cut": len(texts) / cut, "classify": len(texts) / classify}))
