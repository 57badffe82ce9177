#!/usr/bin/env python3
"""How well kanbao tells articles from pages, beside other extractors.

    python3 benches/extraction.py [--kanbao target/release/kanbao] [--corpus DIR] [--pages DIR] [--worst N]

DIR has `NAME.html` and a `gold.json`: {"NAME": {"content": text}}; without --pages it is DIR/web of the corpus
(KANBAO_CORPUS). Prints for kanbao and for each of trafilatura, readability-lxml and newspaper4k that is installed the
mean over the pages of the F1 of 4-grams of characters (as bags, white space left out), the F1 of paragraphs (a
paragraph is right when the gold text has it, white space and signs left out), the pages under .5, the perfect ones,
and the CPU a page in milliseconds (of kanbao
with the start of its process).
"""
import argparse, collections, json, os, pathlib, re, resource, subprocess, sys, time, unicodedata


def grams(text):
    text = re.sub(r"\s+", "", text)
    return collections.Counter(text[at:at + 4] for at in range(len(text) - 3)) or collections.Counter([text])


def score(given, right):
    """Precision, recall and F1 of one bag against another."""
    common = sum((given & right).values())
    precision = common / max(1, sum(given.values()))
    recall = common / max(1, sum(right.values()))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def skeleton(text):
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def paragraphs(text):
    return collections.Counter(p for p in map(skeleton, text.splitlines()) if p)


def kanbao(binary):
    def extract(path):
        out = subprocess.run([binary, "show", "--json", path], capture_output=True, text=True)
        if out.returncode:
            return ""
        article = json.loads(out.stdout.splitlines()[0])
        return "\n".join(filter(None, (block.get("text") for block in article["body"])))
    return extract


def peers():
    """The extractors that are installed, by name."""
    read = lambda path: pathlib.Path(path).read_bytes()
    found = {}
    try:
        import trafilatura
        found["trafilatura"] = lambda path: trafilatura.extract(read(path), include_comments=False) or ""
    except ImportError:
        pass
    try:
        import lxml.html, readability
        def readable(path):
            html = read(path).decode("utf-8", "replace")
            text = lxml.html.fromstring(readability.Document(html).summary())
            for block in text.iter("p", "div", "li", "tr", "br", "h1", "h2", "h3", "h4"):
                block.tail = "\n" + (block.tail or "")
            return text.text_content()
        found["readability-lxml"] = readable
    except ImportError:
        pass
    try:
        import newspaper
        def newspaper4k(path):
            html = read(path).decode("utf-8", "replace")
            said = re.search(r"<html[^>]*\blang=[\"']?([a-z]{2})", html)
            language = said.group(1) if said else "zh"
            article = newspaper.Article("http://page.example/", language=language)
            article.download(input_html=html)
            article.parse()
            return article.text
        found["newspaper4k"] = newspaper4k
    except ImportError:
        pass
    return found


def cpu():
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kanbao", default="target/release/kanbao")
    parser.add_argument("--corpus", default=os.environ.get("KANBAO_CORPUS"))
    parser.add_argument("--pages")
    parser.add_argument("--worst", type=int, default=0, help="name so many of kanbao's worst pages")
    parser.add_argument("--alone", action="store_true", help="kanbao alone")
    given = parser.parse_args()
    pages = pathlib.Path(given.pages or pathlib.Path(given.corpus or sys.exit("no corpus: set KANBAO_CORPUS"), "web"))
    gold = json.loads((pages / "gold.json").read_text())
    print(f"{len(gold)} pages of {pages.name}\n{'':18}4-gram F1   under .5   paragraph F1  mean   perfect   ms CPU")
    for name, extract in [("kanbao", kanbao(given.kanbao))] + ([] if given.alone else list(peers().items())):
        rows, all_given, all_right, all_common, spent = [], 0, 0, 0, 0.0
        for page, right in sorted(gold.items()):
            before = cpu()
            try:
                text = extract(str(pages / f"{page}.html"))
            except Exception as error:  # A peer that dies on a page has nothing of it.
                text = ""
                print(f"  {name}: {page}: {error}", file=sys.stderr)
            spent += cpu() - before
            own, wanted = paragraphs(text), paragraphs(right["content"])
            all_given, all_right = all_given + sum(own.values()), all_right + sum(wanted.values())
            all_common += sum((own & wanted).values())
            rows.append((score(grams(text), grams(right["content"])), score(own, wanted), page))
        if name == "kanbao":
            # JSON has key terms too, for which a dictionary is read: what is compared is reading the page.
            before = cpu()
            for page in gold:
                subprocess.run([given.kanbao, "show", str(pages / f"{page}.html")], stdout=subprocess.DEVNULL)
            spent = cpu() - before
        spent = spent * 1000 / len(rows)
        mean = sum(row[0][2] for row in rows) / len(rows)
        low = sum(row[0][2] < 0.5 for row in rows)
        by_paragraph = sum(row[1][2] for row in rows) / len(rows)
        whole = 2 * all_common / max(1, all_given + all_right)
        perfect = sum(row[1][2] > 0.999 for row in rows)
        print(f"{name:18}{mean:9.3f} {low:10} {whole:14.3f} {by_paragraph:6.3f} {perfect:8} {spent:9.1f}")
        if name == "kanbao":
            for (precision, recall, f1), _, page in sorted(rows, key=lambda row: row[0][2])[:given.worst]:
                print(f"  {page}  P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")


if __name__ == "__main__":
    main()
