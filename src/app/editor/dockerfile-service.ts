/** A chunk of its own: the language service of Dockerfiles. */
import { type DockerfileLanguageService, DockerfileLanguageServiceFactory } from 'dockerfile-language-service';
import { DockerRegistryClient } from 'dockerfile-language-service/lib/dockerRegistryClient';

/** Gives the tags that are known of an image ("library/busybox"). */
export type Tags = (image: string) => Promise<string[]>;

/** The service, told what Monaco can show. It would ask Docker Hub for tags; here it asks `tags`. */
export function makeService(tags: Tags): DockerfileLanguageService {
  DockerRegistryClient.prototype.getTags = (image) => tags(image);
  const service = DockerfileLanguageServiceFactory.createLanguageService();
  service.setCapabilities({
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'], deprecatedSupport: false } },
    hover: { contentFormat: ['markdown'] },
  });
  return service;
}
