"""JSON-LD."""

import json

ACTOR_TYPES = {"person": "Person", "state": "Country", "government-body": "GovernmentOrganization"}
PLACE_TYPES = {"country": "Country", "governorate": "AdministrativeArea"}


class LinkedData:
    """The nodes of pages. ``settings``, ``names``, ``publisher`` and ``website`` are those of the records."""

    def collection(self, title, path):
        url = f"{self.settings['SITEURL']}{path}"
        return {"@type": "CollectionPage", "name": title, "url": url, "inLanguage": "en", "isPartOf": self.website}

    def node(self, family, id):
        one = self.names[family][id]
        types, other = (ACTOR_TYPES, "Organization") if family == "actors" else (PLACE_TYPES, "Place")
        node = {"@type": types.get(one["kind"], other), "name": one["name"], "url": f"{self.settings['SITEURL']}/{family}/{id}/"}
        if one["alias"]:
            node["alternateName"] = [one["alias"]]
        if family == "places" and one["above"]:
            holder = self.names["places"][one["above"]]
            node["containedInPlace"] = {"@type": PLACE_TYPES.get(holder["kind"], "Place"), "name": holder["name"]}
        return node

    def article(self, article):
        url = f"{self.settings['SITEURL']}/{article.url}"
        instant = f"{article.day}T00:00:00Z"
        outlets = [(id, self.names["sources"][id]["name"]) for id in article.source_ids]
        return {
            "@type": "NewsArticle", "@id": url, "url": url, "mainEntityOfPage": url, "headline": article.title,
            "description": article.metadata["summary"], "inLanguage": "en", "datePublished": instant, "dateModified": instant,
            "temporalCoverage": article.day, "author": self.publisher, "publisher": self.publisher, "license": self.settings["LICENCE"],
            "isAccessibleForFree": True,
            "citation": [
                {
                    "@type": "CreativeWork", "publisher": {"@type": "Organization", "name": name}, "name": name,
                    "url": f"https://example.com/{id}/{article.number}", "datePublished": article.day,
                }
                for id, name in outlets
            ],
            "about": [self.node("actors", id) for id in article.actor_ids],
            "contentLocation": [self.node("places", id) for id in article.location_ids],
        }  # fmt: skip

    def script(self, node, crumbs):
        """``crumbs``: pairs of title and path."""
        nodes = [node] if node else []
        if crumbs:
            steps = [
                {"@type": "ListItem", "position": i, "name": name}
                | ({"item": {"@type": "Thing", "@id": f"{self.settings['SITEURL']}{path}"}} if path else {})
                for i, (name, path) in enumerate(crumbs, 1)
            ]
            nodes.append({"@type": "BreadcrumbList", "itemListElement": steps})
        graph = {"@context": "https://schema.org", "@graph": nodes}
        return json.dumps(graph, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
