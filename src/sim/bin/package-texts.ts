/** Files of packages that somebody reads: configuration, and a web server's first page. */

const NGINX_CONF = (user: string, sites: string): string => `user ${user};
worker_processes auto;
pid /run/nginx.pid;
error_log /var/log/nginx/error.log;
events {
	worker_connections 768;
}
http {
	sendfile on;
	include /etc/nginx/mime.types;
	default_type application/octet-stream;
	access_log /var/log/nginx/access.log;
	include /etc/nginx/conf.d/*.conf;
	include ${sites};
}
`;

const WELCOME = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>The web server is installed and working.</p>
</body>
</html>
`;

/** By path, without the leading slash. */
const TEXTS: Readonly<Record<string, string>> = {
  'etc/nginx/nginx.conf': NGINX_CONF('www-data', '/etc/nginx/sites-enabled/*'),
  'etc/nginx/sites-available/default': `server {
	listen 80 default_server;
	root /var/www/html;
	index index.html index.htm index.nginx-debian.html;
	server_name _;
	location / {
		try_files $uri $uri/ =404;
	}
}
`,
  'etc/nginx/mime.types': 'types {\n    text/html html htm;\n    text/css css;\n    application/javascript js;\n}\n',
  'var/www/html/index.nginx-debian.html': WELCOME,
  'usr/share/nginx/html/index.html': WELCOME,
  'etc/redis/redis.conf': 'bind 127.0.0.1 -::1\nprotected-mode yes\nport 6379\ndaemonize yes\ndir /var/lib/redis\n',
  'etc/redis.conf': 'bind 127.0.0.1 -::1\nprotected-mode yes\nport 6379\ndir /var/lib/redis\n',
  'etc/yum.repos.d/epel.repo': `[epel]
name=Extra Packages for Enterprise Linux 7 - $basearch
#baseurl=http://download.fedoraproject.org/pub/epel/7/$basearch
metalink=http://mirrors.fedoraproject.org/metalink?repo=epel-7&arch=$basearch
enabled=1
gpgcheck=1
gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-EPEL-7
`,
  'etc/profile.d/vim.sh': 'alias vi >/dev/null 2>&1 || alias vi=vim\n',
};

/** The text of a package's file; null for those that are only so and so big. */
export const fileText = (path: string): string | null => TEXTS[path] ?? null;
